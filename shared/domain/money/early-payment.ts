// Terms of early payment: so many percent may be deducted when the rest is paid within so many days of the issue. 2/10 net 30.

export type EarlyPayment = { readonly percent: string; readonly days: number };

/** More than nothing, less than all. */
export const discountPattern = /^(?!0+(\.0+)?$)\d{1,2}(\.\d{1,4})?$/;
/** The last of them included. */
export const mostDiscountDays = 365;
