import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import type { ScaleProfile, ScaleProtocol, ShownWeight } from '../../electron/devices/types';
import { weightUnits } from '../../shared/units';
import { play, scalePlayer, type Outcome } from './support/player';

/** What displays show: at rest, moving, empty, below zero. */
const weighings = fc
  .record({
    state: fc.constantFrom('stable', 'motion', 'zero', 'under'),
    magnitude: fc.integer({ min: 1, max: 99_999 }),
    decimals: fc.integer({ min: 0, max: 3 }),
    unit: fc.constantFrom('g', 'kg', 'lb', 'oz'),
    net: fc.boolean(),
  })
  .map(
    ({ state, magnitude, decimals, unit, net }): ShownWeight => ({
      state,
      mantissa: state === 'zero' ? 0 : state === 'under' ? -magnitude : magnitude,
      decimals,
      unit,
      net,
    }),
  );

const said = (protocol: ScaleProtocol, shown: ShownWeight): readonly Outcome[] => {
  const profile: ScaleProfile = { unit: shown.unit, decimals: shown.decimals };
  const bytes = protocol.scaleSide?.frame(shown, profile) ?? new Uint8Array();
  return play(scalePlayer(protocol, profile), [{ bytes, afterMs: 0 }]);
};

/** Some scales have no state of zero, and some say that they are out of range but not on which side. */
const statesFor = (shown: ShownWeight): string[] => {
  if (shown.state === 'zero') return ['zero', 'stable'];
  return shown.state === 'under' ? ['under', 'over'] : [shown.state];
};

const known = Object.values(scaleProtocols).filter((protocol) => protocol.scaleSide !== undefined);

describe.each(known.map((protocol) => ({ id: protocol.id, protocol })))('$id, from the scale’s side', ({ protocol }) => {
  it('reads back what the scale shows', () => {
    let weights = 0;
    fc.assert(
      fc.property(weighings, (shown) => {
        const outcomes = said(protocol, shown);
        expect(outcomes).toHaveLength(1);
        const [outcome] = outcomes;
        // A unit that this scale cannot send is no reading, and never another one.
        if (outcome?.kind === 'error') {
          expect(['E_UNIT', 'E_EXP']).toContain(outcome.code);
          return;
        }
        if (outcome?.kind !== 'reading') throw new Error(`${outcome?.kind}`);
        const { weight, state, stableSource } = outcome;
        const expected = stableSource === 'inferred' && shown.state === 'motion' ? ['stable'] : statesFor(shown);
        expect(expected).toContain(state);
        if (weight === null) {
          expect(state).not.toBe('stable');
          return;
        }
        expect(state).not.toBe('over');
        weights += 1;
        const { mantissa, decimals, unit } = shown;
        expect(weight).toEqual({ mantissa, exponent: decimals === 0 ? 0 : -decimals, unit });
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
    expect(weights).toBeGreaterThan(10);
  });

  it.each(['over', 'fault'] as const)('gives no weight when it is %s', (state) => {
    for (const unit of weightUnits) {
      const outcomes = said(protocol, { state, mantissa: 99_999, decimals: 3, unit, net: false });
      for (const outcome of outcomes) if (outcome.kind === 'reading') expect(outcome.weight).toBeNull();
      expect(outcomes.filter(({ kind }) => kind === 'reading').length).toBeLessThanOrEqual(1);
    }
  });
});
