namespace Qratum;

/// <summary>
/// Operations in their order, of which some are taken ahead of those that they commute with. Taking costs as many operations as are looked at, not as many as
/// there are, so that a circuit of millions is planned in a time that grows with its length.
/// </summary>
internal sealed class WaitingOps
{
    // So many operations that nothing was taken from end a search: what commutes with all of them can wait.
    private const int LookAhead = 4096;

    private readonly CircuitOp[] _ops;
    private readonly long[] _flippedFrom; // by this operation or one after it
    private int _head;

    public WaitingOps(List<CircuitOp> ops)
    {
        _ops = [.. ops];
        _flippedFrom = new long[_ops.Length + 1];
        Renew(_ops.Length);
    }

    public int Count => _ops.Length - _head;

    /// <summary>Takes those that flip qubits, are accepted, and commute with all that are left before them; accepts sees only these.</summary>
    public List<CircuitOp> TakeFlipping(Func<CircuitOp, bool> accepts) => Take(isPhases: false, accepts);

    /// <summary>Takes the phases that commute with all that are left before them.</summary>
    public List<CircuitOp> TakePhases() => Take(isPhases: true, static _ => true);

    private List<CircuitOp> Take(bool isPhases, Func<CircuitOp, bool> accepts)
    {
        long leftFlipped = 0, leftTouched = 0;
        var taken = new List<CircuitOp>();
        var left = new List<CircuitOp>();
        var end = _head;
        for (var last = _head; end < _ops.Length && end - last < LookAhead; end++)
        {
            // Where everything that flips flips what is touched before it, only phases are left that might move.
            if (!isPhases && (_flippedFrom[end] & ~leftTouched) == 0) break;
            var op = _ops[end];
            if ((op.Flipped == 0) == isPhases && (op.Flipped & leftTouched) == 0 && (op.Touched & leftFlipped) == 0 && accepts(op))
            {
                taken.Add(op);
                last = end;
                continue;
            }

            left.Add(op);
            leftFlipped |= op.Flipped;
            leftTouched |= op.Touched;
        }

        if (taken.Count == 0) return taken;
        // What is left moves up to what was not looked at.
        _head = end - left.Count;
        left.CopyTo(_ops, _head);
        Renew(end);
        return taken;
    }

    private void Renew(int end)
    {
        for (var k = end - 1; k >= _head; k--) _flippedFrom[k] = _flippedFrom[k + 1] | _ops[k].Flipped;
    }
}
