// What ids of debtors, and of the persons behind them, look like: often tax ids, and those of Mexican companies may hold & and Ñ.

/**
 * Keys of the table are made of these, so `#` and control characters must not occur in them. Ñ is one character here: as two, N
 * and a tilde, it would be another id that looks the same.
 */
export const debtorIdPattern = /^[A-Za-z0-9&Ññ][A-Za-z0-9&Ññ._/ -]{0,63}$/;
