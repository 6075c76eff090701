// Units of account in which laws state amounts. What one is worth in its currency is published as a series, by the day or by the year.

export const unitSeries = ['CL_UF', 'CO_UVT', 'MX_UDI'] as const;
export type UnitSeries = (typeof unitSeries)[number];

type UnitOfAccount = { readonly code: string; readonly currency: string };
export const unitsOfAccount: Readonly<Record<UnitSeries, UnitOfAccount>> = {
  CL_UF: { code: 'UF', currency: 'CLP' },
  CO_UVT: { code: 'UVT', currency: 'COP' },
  MX_UDI: { code: 'UDI', currency: 'MXN' },
};

export const isUnitSeries = (series: string): series is UnitSeries => unitSeries.some((each) => each === series);

/** The series that says what such a unit is worth; in another currency there is none. */
export const seriesOfUnit = (code: string, currency: string): UnitSeries | undefined =>
  unitSeries.find((each) => unitsOfAccount[each].code === code && unitsOfAccount[each].currency === currency);

export const unitOfCode = (code: string): UnitOfAccount | undefined =>
  Object.values(unitsOfAccount).find((each) => each.code === code);
export const unitOfCurrency = (currency: string): UnitOfAccount | undefined =>
  Object.values(unitsOfAccount).find((each) => each.currency === currency);

/** "2.15 %" of a rate, "39000.12 CLP" of a unit. */
export const valueInWords = (series: string, value: string): string =>
  `${value} ${isUnitSeries(series) ? unitsOfAccount[series].currency : '%'}`;

/** Percent a year; or an amount above zero, of which no more than 15 digits stand before the point. */
export const isValueOf = (series: string, value: string): boolean =>
  isUnitSeries(series)
    ? /^\d{1,15}(\.\d{1,8})?$/.test(value) && /[1-9]/.test(value)
    : /^-?\d{1,3}(\.\d{1,8})?$/.test(value);
