namespace Qratum.Chemistry;

/// <summary>
/// Symbol, English name (IUPAC) and single-bond covalent radius in picometres of every element in the order of atomic numbers;
/// radii from P. Pyykkö and M. Atsumi, Chem. Eur. J. 15, 186 (2009), table 1.
/// </summary>
internal static class ElementTable
{
    public static readonly (string Symbol, string Name, int RadiusInPicometres)[] Rows =
    [
        ("H", "hydrogen", 32), ("He", "helium", 46), ("Li", "lithium", 133), ("Be", "beryllium", 102), ("B", "boron", 85),
        ("C", "carbon", 75), ("N", "nitrogen", 71), ("O", "oxygen", 63), ("F", "fluorine", 64), ("Ne", "neon", 67),
        ("Na", "sodium", 155), ("Mg", "magnesium", 139), ("Al", "aluminium", 126), ("Si", "silicon", 116),
        ("P", "phosphorus", 111), ("S", "sulfur", 103), ("Cl", "chlorine", 99), ("Ar", "argon", 96), ("K", "potassium", 196),
        ("Ca", "calcium", 171), ("Sc", "scandium", 148), ("Ti", "titanium", 136), ("V", "vanadium", 134),
        ("Cr", "chromium", 122), ("Mn", "manganese", 119), ("Fe", "iron", 116), ("Co", "cobalt", 111), ("Ni", "nickel", 110),
        ("Cu", "copper", 112), ("Zn", "zinc", 118), ("Ga", "gallium", 124), ("Ge", "germanium", 121), ("As", "arsenic", 121),
        ("Se", "selenium", 116), ("Br", "bromine", 114), ("Kr", "krypton", 117), ("Rb", "rubidium", 210),
        ("Sr", "strontium", 185), ("Y", "yttrium", 163), ("Zr", "zirconium", 154), ("Nb", "niobium", 147),
        ("Mo", "molybdenum", 138), ("Tc", "technetium", 128), ("Ru", "ruthenium", 125), ("Rh", "rhodium", 125),
        ("Pd", "palladium", 120), ("Ag", "silver", 128), ("Cd", "cadmium", 136), ("In", "indium", 142), ("Sn", "tin", 140),
        ("Sb", "antimony", 140), ("Te", "tellurium", 136), ("I", "iodine", 133), ("Xe", "xenon", 131), ("Cs", "caesium", 232),
        ("Ba", "barium", 196), ("La", "lanthanum", 180), ("Ce", "cerium", 163), ("Pr", "praseodymium", 176),
        ("Nd", "neodymium", 174), ("Pm", "promethium", 173), ("Sm", "samarium", 172), ("Eu", "europium", 168),
        ("Gd", "gadolinium", 169), ("Tb", "terbium", 168), ("Dy", "dysprosium", 167), ("Ho", "holmium", 166),
        ("Er", "erbium", 165), ("Tm", "thulium", 164), ("Yb", "ytterbium", 170), ("Lu", "lutetium", 162),
        ("Hf", "hafnium", 152), ("Ta", "tantalum", 146), ("W", "tungsten", 137), ("Re", "rhenium", 131), ("Os", "osmium", 129),
        ("Ir", "iridium", 122), ("Pt", "platinum", 123), ("Au", "gold", 124), ("Hg", "mercury", 133), ("Tl", "thallium", 144),
        ("Pb", "lead", 144), ("Bi", "bismuth", 151), ("Po", "polonium", 145), ("At", "astatine", 147), ("Rn", "radon", 142),
        ("Fr", "francium", 223), ("Ra", "radium", 201), ("Ac", "actinium", 186), ("Th", "thorium", 175),
        ("Pa", "protactinium", 169), ("U", "uranium", 170), ("Np", "neptunium", 171), ("Pu", "plutonium", 172),
        ("Am", "americium", 166), ("Cm", "curium", 166), ("Bk", "berkelium", 168), ("Cf", "californium", 168),
        ("Es", "einsteinium", 165), ("Fm", "fermium", 167), ("Md", "mendelevium", 173), ("No", "nobelium", 176),
        ("Lr", "lawrencium", 161), ("Rf", "rutherfordium", 157), ("Db", "dubnium", 149), ("Sg", "seaborgium", 143),
        ("Bh", "bohrium", 141), ("Hs", "hassium", 134), ("Mt", "meitnerium", 129), ("Ds", "darmstadtium", 128),
        ("Rg", "roentgenium", 121), ("Cn", "copernicium", 122), ("Nh", "nihonium", 136), ("Fl", "flerovium", 143),
        ("Mc", "moscovium", 162), ("Lv", "livermorium", 175), ("Ts", "tennessine", 165), ("Og", "oganesson", 157),
    ];
}
