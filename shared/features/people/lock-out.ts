/**
 * Slows guessing down. Time comes in as milliseconds that really passed, never as a wall clock: setting the clock
 * forward shortens nothing.
 */
export interface LockOutPolicy {
  /** Wrong tries in a row before the first wait. */
  readonly freeTries: number;
  readonly firstWaitMs: number;
  /** Each further wrong try doubles the wait up to this. */
  readonly longestWaitMs: number;
  /** Once this many tries are on the slate, every wrong try costs `slateWaitMs`. */
  readonly slateLimit: number;
  /** One try is wiped off the slate in this time: the rate that nobody can beat for long. */
  readonly slateWaitMs: number;
  /** Whether a right try wipes the slate. Not for a person: their own sign-ins must not buy a guesser new tries. */
  readonly successWipesSlate: boolean;
}

export interface LockOut {
  readonly wrongInRow: number;
  /** Wrong tries that are remembered beyond a right one. */
  readonly slate: number;
  /** Time already served towards wiping one try off the slate. */
  readonly slateServedMs: number;
  readonly waitMs: number;
}

const second = 1000;
const hour = 3600 * second;

/** A person's PIN: 5 tries, then 30 s doubling to 1 h; at most 50 + 2,190 tries in a year whatever happens between. */
export const pinPolicy: LockOutPolicy = {
  freeTries: 5,
  firstWaitMs: 30 * second,
  longestWaitMs: hour,
  slateLimit: 50,
  slateWaitMs: 4 * hour,
  successWipesSlate: false,
};

/**
 * All PINs of a station together, for one PIN tried on everybody. An hour between tries makes somebody's 4 digits last
 * over a year on average; any right PIN or badge shows that work goes on and wipes it.
 */
export const stationPinPolicy: LockOutPolicy = {
  freeTries: 20,
  firstWaitMs: 30 * second,
  longestWaitMs: hour,
  slateLimit: 60,
  slateWaitMs: hour,
  successWipesSlate: true,
};

/** Unknown badges of a station. Mild, since a stray product barcode is no guess and our own codes have 65 random bits. */
export const badgePolicy: LockOutPolicy = {
  freeTries: 20,
  firstWaitMs: 5 * second,
  longestWaitMs: 300 * second,
  slateLimit: 200,
  slateWaitMs: 300 * second,
  successWipesSlate: true,
};

export const noLockOut: LockOut = { wrongInRow: 0, slate: 0, slateServedMs: 0, waitMs: 0 };

/** Lets `elapsedMs` of real time pass. */
export const passTime = (lockOut: LockOut, elapsedMs: number, policy: LockOutPolicy): LockOut => {
  const passed = Math.max(0, Math.floor(elapsedMs));
  const served = lockOut.slateServedMs + passed;
  const wiped = Math.min(lockOut.slate, Math.floor(served / policy.slateWaitMs));
  const slate = lockOut.slate - wiped;
  return {
    wrongInRow: lockOut.wrongInRow,
    slate,
    slateServedMs: slate === 0 ? 0 : served - wiped * policy.slateWaitMs,
    waitMs: Math.max(0, lockOut.waitMs - passed),
  };
};

const waitAfter = (wrongInRow: number, slate: number, policy: LockOutPolicy): number => {
  if (slate >= policy.slateLimit) return policy.slateWaitMs;
  if (wrongInRow < policy.freeTries) return 0;
  const doublings = Math.min(wrongInRow - policy.freeTries, 30);
  return Math.min(policy.firstWaitMs * 2 ** doublings, policy.longestWaitMs);
};

/** Counts a try as wrong; it is counted before it is checked, so that pulling the plug in between gains nothing. */
export const countTry = (lockOut: LockOut, policy: LockOutPolicy): LockOut => {
  const wrongInRow = lockOut.wrongInRow + 1;
  const slate = lockOut.slate + 1;
  return { wrongInRow, slate, slateServedMs: lockOut.slateServedMs, waitMs: waitAfter(wrongInRow, slate, policy) };
};

/** The counted try was right. */
export const forgiveTry = (lockOut: LockOut, policy: LockOutPolicy): LockOut =>
  policy.successWipesSlate
    ? noLockOut
    : { ...lockOut, wrongInRow: 0, slate: Math.max(0, lockOut.slate - 1), waitMs: 0 };

/** Whole seconds still to wait, rounded up; 0 when a try is allowed. */
export const waitSeconds = ({ waitMs }: LockOut): number => Math.ceil(waitMs / second);
