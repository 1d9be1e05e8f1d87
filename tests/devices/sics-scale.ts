/** The far end of a scale's line: speaks just enough MT-SICS, with faults by switch. */
export interface SicsScale {
  /** Bytes from the station. */
  receive(bytes: Uint8Array): void;
  /** Value as the display shows it, six places, e.g. `1.234 kg`. */
  shows: string;
  /** `S` stable, `D` dynamic. */
  letter: 'S' | 'D';
  mute: boolean;
  /** Answers this late. */
  delayMs: number;
  /** How zero is answered; `none` not at all. */
  zero: 'accept' | 'refuse' | 'none';
  /** What the station asked, in order. */
  readonly asked: string[];
}

export const createSicsScale = (send: (text: string) => void): SicsScale => {
  let rest = '';
  const answer = (text: string): void => {
    if (scale.mute) return;
    if (scale.delayMs === 0) send(text);
    else setTimeout(() => send(text), scale.delayMs);
  };
  const scale: SicsScale = {
    shows: '0.000 kg',
    letter: 'S',
    mute: false,
    delayMs: 0,
    zero: 'accept',
    asked: [],
    receive(bytes) {
      rest += Buffer.from(bytes).toString('latin1');
      const lines = rest.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        scale.asked.push(line);
        if (line === 'SI') answer(`S ${scale.letter} ${scale.shows.padStart(13)}\r\n`);
        else if (line === 'Z' && scale.zero !== 'none') {
          if (scale.zero === 'accept') scale.shows = '0.000 kg';
          answer(scale.zero === 'accept' ? 'Z A\r\n' : 'Z I\r\n');
        } else if (line === 'T') answer(`T S ${scale.shows.padStart(13)}\r\n`);
      }
    },
  };
  return scale;
};
