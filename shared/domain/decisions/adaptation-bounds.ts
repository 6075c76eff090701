// The fields of the policy by which the response of a debtor changes the way of a contact, as decisions name them.
import type { Bound } from '../decision.ts';

export const silenceBound: Bound = { by: 'policy', field: 'adaptation.silence.after' };
export const engagementBound: Bound = { by: 'policy', field: 'adaptation.engagement.slowDays' };
