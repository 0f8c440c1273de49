using Qratum.Testing.Contracts;

namespace Qratum.Core.Tests.Minimization;

public sealed class LbfgsContractTests : MinimizerContract
{
    protected override double Tolerance => 1e-11;

    protected override IMinimizer Create(int maxIterations) => new Lbfgs { MaxIterations = maxIterations };
}

public sealed class CobylaContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new Cobyla { MaxIterations = maxIterations, FinalRadius = 1e-5 };
}

public sealed class NelderMeadContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new NelderMead { MaxIterations = maxIterations };
}

public sealed class SpsaContractTests : MinimizerContract
{
    protected override int Enough => 500;

    protected override double Tolerance => 1e-3;

    protected override bool Converges => false;

    protected override IMinimizer Create(int maxIterations) => new Spsa { MaxIterations = maxIterations };
}

public sealed class AdamContractTests : MinimizerContract
{
    protected override IMinimizer Create(int maxIterations) => new Adam { MaxIterations = maxIterations };
}

public sealed class GradientDescentContractTests : MinimizerContract
{
    protected override double Tolerance => 1e-11;

    protected override IMinimizer Create(int maxIterations) => new GradientDescent { MaxIterations = maxIterations };
}
