import type { TraceSubject } from '../../../shared/features/trace/queries';

export const keyOfSubject = (subject: TraceSubject): string => JSON.stringify(subject);

/** The code that people know it by. */
export const codeOfSubject = (subject: TraceSubject, name: string): string => {
  switch (subject.kind) {
    case 'lot':
      return subject.lot;
    case 'serial':
      return subject.serial;
    case 'unit':
      return name;
  }
};
