using System.CommandLine;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The option --mapper: how fermions become qubits.</summary>
internal sealed class MapperInput
{
    private readonly Option<string> _mapper = OptionOf.Choice(
        "--mapper", "Fermions to qubits; parity-reduced leaves out the two qubits that hold the numbers of electrons", "jordan-wigner",
        "jordan-wigner", "bravyi-kitaev", "parity", "parity-reduced", "ternary-tree");

    public void AddTo(Command command) => command.Add(_mapper);

    /// <summary>The mapper for a Hamiltonian of so many electrons.</summary>
    public FermionMapper Read(ParseResult parsed, ElectronIntegrals integrals) => Read(parsed, integrals.AlphaElectrons, integrals.BetaElectrons);

    /// <summary>The mapper for so many active electrons.</summary>
    public FermionMapper Read(ParseResult parsed, int alphaElectrons, int betaElectrons) => parsed.GetRequiredValue(_mapper) switch
    {
        "bravyi-kitaev" => new BravyiKitaev(),
        "parity" => new Parity(),
        "parity-reduced" => new Parity { Electrons = (alphaElectrons, betaElectrons) },
        "ternary-tree" => new TernaryTree(),
        _ => new JordanWigner(),
    };
}
