import type { TFunction } from 'i18next';

/** What proved or disproved a print, as the trusted side wrote it down, in words. */
export const proofText = (evidence: string | null, t: TFunction): string => {
  if (evidence === null) return '';
  const counter = /^counter (?:still )?(\d+)(?:→(\d+))?/.exec(evidence);
  if (counter !== null)
    return counter[2] === undefined
      ? t('prints.proof.still', { from: counter[1] })
      : t('prints.proof.counter', { from: counter[1], to: counter[2] });
  if (evidence === 'label-scanned') return t('prints.proof.scan');
  return /^(job|answered)/.test(evidence) ? t('prints.proof.answer') : evidence;
};

/** Why a print is not settled: one of ours, or what the printer's own state says. A person's reason stands as typed. */
export const whyText = (reason: string | null, t: TFunction): string =>
  reason === null ? '' : t([`prints.why.${reason}`, `printer.${reason}`, reason]);
