namespace Qratum;

/// <summary>The gates that have a name of their own.</summary>
public enum StandardGateKind
{
    /// <summary>Identity.</summary>
    Id,

    /// <summary>Pauli X.</summary>
    X,

    /// <summary>Pauli Y.</summary>
    Y,

    /// <summary>Pauli Z.</summary>
    Z,

    /// <summary>Hadamard, (X + Z)/√2.</summary>
    H,

    /// <summary>diag(1, i).</summary>
    S,

    /// <summary>diag(1, −i).</summary>
    Sdg,

    /// <summary>diag(1, e^{iπ/4}).</summary>
    T,

    /// <summary>diag(1, e^{−iπ/4}).</summary>
    Tdg,

    /// <summary>Principal square root of X.</summary>
    Sx,

    /// <summary>Inverse of the square root of X.</summary>
    Sxdg,

    /// <summary>exp(−iθX/2).</summary>
    Rx,

    /// <summary>exp(−iθY/2).</summary>
    Ry,

    /// <summary>exp(−iθZ/2).</summary>
    Rz,

    /// <summary>diag(1, e^{iλ}).</summary>
    Phase,

    /// <summary>U(θ, φ, λ) = [[cos θ/2, −e^{iλ} sin θ/2], [e^{iφ} sin θ/2, e^{i(φ+λ)} cos θ/2]].</summary>
    U,

    /// <summary>Exchanges two qubits.</summary>
    Swap,

    /// <summary>Exchanges two qubits with a factor i: exp(iπ(XX + YY)/4).</summary>
    ISwap,

    /// <summary>Inverse of <see cref="ISwap"/>.</summary>
    ISwapdg,

    /// <summary>fSim(θ, φ) = exp(−iθ(XX + YY)/2) · diag(1, 1, 1, e^{−iφ}).</summary>
    FSim,

    /// <summary>exp(−iθ XX/2).</summary>
    Rxx,

    /// <summary>exp(−iθ YY/2).</summary>
    Ryy,

    /// <summary>exp(−iθ ZZ/2).</summary>
    Rzz,
}
