// The ground state of the hydrogen molecule: once in one line, once step by step.
using Qratum;
using Qratum.Chemistry;

Console.WriteLine(await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735"));

var molecule = Molecule.Parse("H 0 0 0; H 0 0 0.735", LengthUnit.Angstrom);
var scf = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
var integrals = scf.ToElectronIntegrals();
var mapper = new JordanWigner();
var hamiltonian = mapper.Map(integrals.ToFermionOperator());
Console.WriteLine($"{hamiltonian.Count} Pauli terms on {hamiltonian.QubitCount} qubits, Hartree-Fock {scf.Energy:F9} hartree");

using var backend = new StateVectorBackend();
var vqe = new Vqe(hamiltonian, Uccsd.Create(integrals, mapper), backend, new Lbfgs());
Console.WriteLine(await vqe.RunAsync());
