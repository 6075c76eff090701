// The policy that would be in force if a content were applied at an instant.
import type { IsoInstant } from '../calendar.ts';
import type { InFlight, Policy, PolicyContent } from '../policy.ts';

export const propose = (inForce: Policy, content: PolicyContent, inFlight: InFlight, at: IsoInstant): Policy => ({
  version: inForce.version + 1,
  content,
  before: { policy: inForce, appliedAt: at, inFlight },
});
