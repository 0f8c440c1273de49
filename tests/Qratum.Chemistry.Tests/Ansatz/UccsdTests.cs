using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 15)]
public class UccsdTests(ITestOutputHelper output)
{
    private const double Rounding = 1e-12;

    /// <summary>Gradient norm 1e-6 at the end: energies are good to about its square.</summary>
    private const double EnergyTolerance = 1e-8;

    private static readonly JordanWigner Mapper = new();

    public static TheoryData<UccsdOptions> Variants => new()
    {
        new UccsdOptions(),
        new UccsdOptions { Order = ExcitationOrder.SinglesFirst },
        new UccsdOptions { Sharing = ParameterSharing.SpinMirror },
    };

    [Property]
    public bool CircuitIsTheProductOfPairRotations(ElectronIntegrals integrals, bool singlesFirst, bool shared)
    {
        var options = new UccsdOptions
        {
            Order = singlesFirst ? ExcitationOrder.SinglesFirst : ExcitationOrder.DoublesFirst,
            Sharing = shared ? ParameterSharing.SpinMirror : ParameterSharing.None,
        };
        var circuit = Uccsd.Create(integrals, Mapper, options);
        var product = Product(integrals, options);
        var random = new PhiloxRandom(3);
        var theta = circuit.Parameters.Select(_ => random.NextGaussian()).ToArray();
        var expected = new Complex[1 << circuit.QubitCount];
        var state = product.State(theta);
        for (var k = 0; k < state.Length; k++) expected[product.Occupation(k)] = state[k];
        return circuit.Parameters.Length == product.Dimension
            && Run(circuit, theta).Zip(expected, (a, b) => Complex.Abs(a - b)).Max() < Rounding;
    }

    [Property]
    public bool ZeroIsHartreeFock(ElectronIntegrals integrals)
    {
        var circuit = Uccsd.Create(integrals, Mapper);
        var state = Run(circuit, new double[circuit.Parameters.Length]);
        var filled = (1 << integrals.AlphaElectrons) - 1 | (((1 << integrals.BetaElectrons) - 1) << integrals.OrbitalCount);
        return state[filled] == 1
            && HartreeFockState.BasisState(integrals, Mapper).ToUInt64() == (ulong)filled
            && Math.Abs(Product(integrals, null).Evaluate(new double[circuit.Parameters.Length]).Energy - integrals.ReferenceEnergy) < 1e-11;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void GradientOfTheReferenceIsThatOfFiniteDifferences(UccsdOptions options)
    {
        const double step = 1e-5, tolerance = 1e-8;
        var product = Product(RandomIntegrals.Create(4, 2, 2, 9), options);
        var random = new PhiloxRandom(4);
        var theta = Enumerable.Range(0, product.Dimension).Select(_ => 0.3 * random.NextGaussian()).ToArray();
        var (_, gradient) = product.Evaluate(theta);
        for (var k = 0; k < theta.Length; k++)
        {
            double At(double shift) => product.Evaluate([.. theta.Select((t, i) => i == k ? t + shift : t)]).Energy;
            Assert.Equal((At(step) - At(-step)) / (2 * step), gradient[k], tolerance);
        }
    }

    [SharedDataTheory]
    [InlineData("H2O", 140, 75)]
    [InlineData("LiH", 92, 50)]
    [InlineData("H4_linear_1.0", 26, 15)]
    [InlineData("NH3", 315, 165)]
    public void ParametersAreCounted(string id, int unshared, int shared)
    {
        var reference = ReferenceData.Vqe[id];
        var (n, alpha, beta) = (reference.Orbitals, reference.ElectronsAlphaBeta[0], reference.ElectronsAlphaBeta[1]);
        var integrals = RandomIntegrals.Create(n, alpha, beta, 1);
        Assert.Equal(reference.UccsdSingles, ExcitationPool.Singles(n, alpha, beta).Count);
        Assert.Equal(reference.UccsdDoubles, ExcitationPool.Doubles(n, alpha, beta).Count);
        Assert.Equal(unshared, Uccsd.InitialAmplitudes(integrals).Length);
        Assert.Equal(shared, Uccsd.InitialAmplitudes(integrals, new() { Sharing = ParameterSharing.SpinMirror }).Length);
        if (n < 8) Assert.Equal(unshared, Uccsd.Create(integrals, Mapper).Parameters.Length);
    }

    [SharedDataTheory]
    [InlineData("H2_0.7414", "H2_0.7414/3-21G")]
    [InlineData("H4_linear_1.0", "H4_linear_1.0/STO-3G")]
    [InlineData("LiH", "LiH/STO-3G")]
    [InlineData("LiH/fc1", "LiH/STO-3G")]
    public void LeastEnergiesAreTheReferenceOnes(string id, string system) => CheckEnergies(id, system);

    [SharedDataTheory]
    [InlineData("H2O", "H2O/STO-3G")]
    [InlineData("H8_chain_1.0", "H8_chain_1.0/STO-3G")]
    [Trait("Category", "Nightly")]
    public void LeastEnergiesOfLargerMolecules(string id, string system) => CheckEnergies(id, system);

    [SharedDataTheory]
    [InlineData("H2O/STO-3G")]
    [InlineData("LiH/STO-3G")]
    [InlineData("CO/STO-3G")]
    public void FirstOrderAmplitudesGiveTheSecondOrderEnergy(string id)
    {
        var system = ReferenceData.Get(id);
        var integrals = RestrictedHartreeFock.Solve(system.Molecule, system.Basis).ToElectronIntegrals();
        var (excitations, amplitudes) = (Uccsd.Excitations(integrals), Uccsd.InitialAmplitudes(integrals));
        var energy = 0.0;
        ulong alpha = (1UL << integrals.AlphaElectrons) - 1, beta = (1UL << integrals.BetaElectrons) - 1;
        for (var k = 0; k < amplitudes.Length; k++)
        {
            var word = excitations[k].ToFermionOperator(integrals.OrbitalCount)[0].Operators.Span;
            var (state, sign) = FockSpace.Apply(word, (int)(alpha | (beta << integrals.OrbitalCount)));
            var (a, b) = ((ulong)state & ((1UL << integrals.OrbitalCount) - 1), (ulong)state >> integrals.OrbitalCount);
            energy += amplitudes[k] * sign * SlaterCondon.Element(integrals, a, b, alpha, beta);
        }

        Assert.Equal(system.Mp2Correlation!.Value, energy, EnergyTolerance);
    }

    [Fact]
    public void ExcitationsAreValues()
    {
        var excitation = new Excitation(SpinOrbital.Alpha(0), SpinOrbital.Alpha(2), SpinOrbital.Beta(1), SpinOrbital.Beta(3));
        Assert.Equal("0α 1β → 2α 3β", excitation.ToString());
        Assert.Equal("1α 0β → 3α 2β", excitation.Mirror().ToString());
        Assert.Equal(excitation, excitation.Mirror().Mirror());
        Assert.Equal(-excitation.ToGenerator(4), excitation.ToGenerator(4).Adjoint());
        Assert.Throws<ArgumentException>(() => new Excitation(SpinOrbital.Alpha(0), SpinOrbital.Beta(2)));
        Assert.Throws<ArgumentException>(() => new Excitation(SpinOrbital.Alpha(0), SpinOrbital.Alpha(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExcitationPool.Singles(2, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UccsdOptions { Order = (ExcitationOrder)7 });
    }

    [Fact]
    public void MappingsOfOtherKindsAreServedOrRefused()
    {
        var integrals = RandomIntegrals.Create(2, 1, 1, 1);
        // The determinant of modes 0 and 2 under running parities is 0, 1 → bits 1, 1, 0, 0.
        Assert.Equal("0011", HartreeFockState.BasisState(integrals, new ParityForTest()).ToString());
        Assert.Throws<NotSupportedException>(() => HartreeFockState.Create(integrals, new Rotated()));
    }

    private static DeterminantProduct Product(ElectronIntegrals integrals, UccsdOptions? options)
    {
        var excitations = Uccsd.Excitations(integrals, options);
        return new DeterminantProduct(integrals, excitations, Uccsd.ParameterNumbers(excitations, options));
    }

    /// <summary>A circuit of X and Pauli rotations on a full state vector: exp(−iθP/2) = cos(θ/2) − i sin(θ/2) P.</summary>
    private static Complex[] Run(Circuit circuit, double[] theta)
    {
        var bound = circuit.Bind(theta);
        var state = new Complex[1 << circuit.QubitCount];
        state[0] = 1;
        foreach (var instruction in bound.Instructions)
        {
            var (flip, phase, angle) = (0, 0, Math.PI);
            var ys = 0;
            if (instruction.Gate is PauliRotation rotation)
            {
                angle = rotation.Theta.Value;
                for (var k = 0; k < rotation.QubitCount; k++)
                {
                    var (factor, bit) = (rotation.Pauli[k], 1 << instruction.Qubits[k]);
                    if (factor is Pauli.X or Pauli.Y) flip |= bit;
                    if (factor is Pauli.Z or Pauli.Y) phase |= bit;
                    if (factor is Pauli.Y) ys++;
                }
            }
            else
            {
                Assert.Equal("x", instruction.Gate!.Name);
                flip = 1 << instruction.Qubits[0];
            }

            var next = new Complex[state.Length];
            for (var b = 0; b < state.Length; b++)
            {
                if (instruction.Gate is not PauliRotation)
                {
                    next[b ^ flip] = state[b];
                    continue;
                }

                var sign = (BitOperations.PopCount((uint)(b & phase)) & 1) == 0 ? 1 : -1;
                next[b] += Math.Cos(angle / 2) * state[b];
                next[b ^ flip] += new Complex(0, -Math.Sin(angle / 2)) * sign * Complex.Pow(Complex.ImaginaryOne, ys) * state[b];
            }

            state = next;
        }

        return state;
    }

    private void CheckEnergies(string id, string systemId)
    {
        var reference = ReferenceData.Vqe[id];
        var field = RestrictedHartreeFock.Solve(ReferenceData.Get(systemId).Molecule, BasisSet.Sto3G);
        var integrals = field.ToElectronIntegrals(ActiveSpace.Of(reference.ElectronsAlphaBeta.Sum(), reference.Orbitals));
        Assert.Equal(reference.Rhf, integrals.ReferenceEnergy, EnergyTolerance);
        Assert.Equal(reference.Fci, FullConfigurationInteraction.Solve(integrals).Energy, EnergyTolerance);
        Compare(reference.UccsdDoublesFirst, new UccsdOptions());
        Compare(reference.UccsdSinglesFirst, new UccsdOptions { Order = ExcitationOrder.SinglesFirst });
        Compare(reference.UccsdDoublesFirstShared, new UccsdOptions { Sharing = ParameterSharing.SpinMirror });

        void Compare(double? expected, UccsdOptions options)
        {
            if (expected is not { } energy) return;
            var found = Product(integrals, options).Minimize(Uccsd.InitialAmplitudes(integrals, options));
            output.WriteLine(FormattableString.Invariant($"{id}, {options.Order}, {options.Sharing}: {found:F9}, difference {found - energy:E1}"));
            Assert.Equal(energy, found, EnergyTolerance);
        }
    }

    /// <summary>Qubit k holds the parity of modes 0 to k: the Jordan-Wigner image under CNOTs, so Z_k becomes Z_k Z_(k−1).</summary>
    private sealed class ParityForTest : IFermionMapper
    {
        public PauliSum Map(FermionOperator value)
        {
            var builder = new PauliSumBuilder(value.ModeCount);
            foreach (var (coefficient, pauli) in Mapper.Map(value))
            {
                Assert.True(pauli.IsDiagonal);
                var image = PauliString.Identity(value.ModeCount);
                for (var k = 0; k < value.ModeCount; k++)
                {
                    if (pauli[k] != Pauli.Z) continue;
                    image = image.Multiply(PauliString.Single(value.ModeCount, k, Pauli.Z)).Product;
                    if (k > 0) image = image.Multiply(PauliString.Single(value.ModeCount, k - 1, Pauli.Z)).Product;
                }

                builder.Add(coefficient, image);
            }

            return builder.Build();
        }
    }

    /// <summary>Exchanges X and Z: determinants are no basis states any more.</summary>
    private sealed class Rotated : IFermionMapper
    {
        public PauliSum Map(FermionOperator value)
        {
            var builder = new PauliSumBuilder(value.ModeCount);
            foreach (var (coefficient, pauli) in Mapper.Map(value))
                builder.Add(coefficient, PauliString.Parse(pauli.ToString().Replace('Z', 'X')));
            return builder.Build();
        }
    }
}
