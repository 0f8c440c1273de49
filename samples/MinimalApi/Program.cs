// One endpoint: GET /energy?geometry=H 0 0 0; H 0 0 0.735&basis=sto-3g
using Qratum;
using Qratum.Chemistry;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddQratum(builder.Configuration.GetSection("Quantum"));
var app = builder.Build();

app.MapGet("/energy", async (string geometry, string? basis, IEstimator estimator, CancellationToken cancellationToken) =>
{
    try
    {
        var options = new GroundStateOptions { Basis = BasisSet.ByName(basis ?? "sto-3g"), Estimator = estimator };
        var result = await GroundState.SolveAsync(geometry, options, cancellationToken: cancellationToken);
        return Results.Ok(new { result.Energy, result.HartreeFock, result.Exact, result.Converged });
    }
    catch (Exception error) when (error is FormatException or ArgumentException or NotSupportedException)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
    }
});

app.Run();
