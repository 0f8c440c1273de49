using Qratum.Testing;

namespace Qratum.Core.Tests.Backends;

public sealed class StateVectorBackendContractTests : BackendContract
{
    protected override IQuantumBackend Create() => new StateVectorBackend();
}

public sealed class SinglePrecisionBackendContractTests : BackendContract
{
    // 24 bits, a few dozen gates and sums of up to 8 coefficients of order one.
    protected override double Tolerance => 1e-4;

    protected override IQuantumBackend Create() => new StateVectorBackend(new SimulatorOptions { Precision = Precision.Single });
}

/// <summary>The same seam with another register: plans and backend do not depend on the kernels.</summary>
public sealed class ReferenceBackendContractTests : BackendContract
{
    protected override IQuantumBackend Create() => new ReferenceBackend();
}

/// <summary>A backend that shares nothing with the first.</summary>
public sealed class SparseBackendContractTests : BackendContract
{
    protected override IQuantumBackend Create() => new SparseBackend();
}
