import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';

const signs = { good: CircleCheck, need: TriangleAlert, bad: OctagonAlert } as const;

/** The sign in front of a strip's words: nothing is told by colour alone. */
export const StripSign = ({ tone }: { tone: keyof typeof signs }) => {
  const Sign = signs[tone];
  return <Sign size={22} aria-hidden="true" className="strip-sign" />;
};
