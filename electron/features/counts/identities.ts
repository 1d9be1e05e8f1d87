import { identityOfTag, type TagIdentity } from '../../../shared/features/counts/tag-identity';

const most = 250_000;
const known = new Map<string, TagIdentity>();

/** What tags stand for: found out while they come in, so that it is known when the count is handed in. */
export const knownIdentity = (epc: string): TagIdentity => {
  const before = known.get(epc);
  if (before !== undefined) return before;
  if (known.size >= most) known.clear();
  const identity = identityOfTag(epc);
  known.set(epc, identity);
  return identity;
};
