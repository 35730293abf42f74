/** Decimals of a currency's minor unit (ISO 4217): 2 unless listed below, also for codes that are not in the list of currencies. */
export function minorScaleOf(currency: string): number {
  return exceptions.get(currency) ?? 2;
}

/** Currencies with other than two decimals, from ISO 4217 list one (column "Mnr unts", SIX Group). */
const exceptions: ReadonlyMap<string, number> = new Map(
  [
    {scale: 0, codes: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'},
    {scale: 3, codes: 'BHD IQD JOD KWD LYD OMR TND'},
    {scale: 4, codes: 'CLF UYW'},
  ].flatMap(({scale, codes}) => codes.split(' ').map((code) => [code, scale] as const)),
);
