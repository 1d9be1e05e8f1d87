import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { gs1FailureCodes } from '../../shared/barcode/gs1-format';
import { checkDescription } from '../../shared/labels/description/description';
import { startI18n } from './index';
import { withProblem } from './label-problem';

beforeAll(() => startI18n());

it.each(['en', 'de', 'es'])('says in words what is wrong with GS1 data in %s', (language) => {
  const t = i18next.getFixedT(language);
  for (const problem of gs1FailureCodes) {
    expect(i18next.exists(`labelProblem.${problem}`, { lng: language })).toBe(true);
    const sentence = t('labelWarning.barcode-gs1', withProblem({ ai: '01', problem }, t));
    expect(sentence).toContain('01');
    expect(sentence).not.toContain(problem);
  }
});

it('says what a label description lacks, and never what the schema library calls it', () => {
  const refused = checkDescription({ schema: 'packwright-label/1', name: 7 });
  if (refused.ok) throw new Error('it was taken');
  const { details = {} } = refused.failure;
  expect(details['problem']).toBe('invalid-type');
  const t = i18next.getFixedT('de');
  expect(t('failure.label-invalid.next', withProblem(details, t))).toMatch(
    /^Bei \w+: fehlt oder ist von anderer Art\./,
  );
  expect(withProblem({ problem: 'something-new' }, t)).toEqual({ problem: 'hier nicht erlaubt' });
});
