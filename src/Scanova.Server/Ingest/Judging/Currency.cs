using System.Collections.Frozen;

namespace Scanova.Server.Ingest.Judging;

/// <summary>
/// ISO 4217 codes: those in force in November 2026, funds and metals included, and those withdrawn since 2022, which late
/// events and refunds still name.
/// </summary>
internal static class Currency
{
    private const string InForce =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF "
        + "CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
        + "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
        + "MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD "
        + "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS "
        + "VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG";

    private const string Withdrawn = "ANG BGN CUC HRK SLL ZWL";

    private static readonly FrozenDictionary<string, string> ByCode =
        $"{InForce} {Withdrawn}".Split(' ').ToFrozenDictionary(code => code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The code in capitals, one instance for all events; null when there is no such currency.</summary>
    public static string? Find(string code) => ByCode.GetValueOrDefault(code);
}
