namespace Qratum;

/// <summary>Registers of one size that one thread uses again and again. Not thread-safe.</summary>
internal sealed class RegisterPool<TRegister>(Func<int, TRegister> create, int qubitCount) : IDisposable
    where TRegister : class, IStateRegister
{
    private readonly List<TRegister> _all = [];
    private readonly Stack<TRegister> _free = [];

    /// <summary>A register in any state.</summary>
    public TRegister Rent()
    {
        if (_free.TryPop(out var register)) return register;
        register = create(qubitCount);
        _all.Add(register);
        return register;
    }

    /// <summary>A register in |0…0⟩; a new one is.</summary>
    public TRegister RentZero()
    {
        var isUsed = _free.Count > 0;
        var register = Rent();
        if (isUsed) register.SetZero();
        return register;
    }

    public void Return(TRegister register) => _free.Push(register);

    /// <summary>Disposes all, those that were not returned too.</summary>
    public void Dispose()
    {
        foreach (var register in _all) register.Dispose();
        _all.Clear();
        _free.Clear();
    }
}
