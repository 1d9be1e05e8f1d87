import { describe, expect, it } from 'vitest';
import type { WedgeKey } from '../devices/scanners/wedge';
import { handedOn } from './hand-on';

const key = (name: string, change: Partial<WedgeKey> = {}): WedgeKey => ({
  type: 'keyDown',
  key: name,
  code: '',
  ctrl: false,
  alt: false,
  shift: false,
  repeat: false,
  timeMs: 0,
  earliestMs: 0,
  ...change,
});

describe('a key that was held back', () => {
  it('types what it would have typed', () => {
    expect(handedOn(key('a'))).toMatchObject({ keyCode: 'a', modifiers: [], character: 'a' });
    expect(handedOn(key('A', { shift: true }))).toMatchObject({ keyCode: 'A', modifiers: ['shift'], character: 'A' });
    expect(handedOn(key('a', { type: 'keyUp' }))).toMatchObject({ type: 'keyUp', character: null });
    expect(handedOn(key('ü'))).toEqual({ does: 'insert', text: 'ü' });
    expect(handedOn(key('ü', { type: 'keyUp' }))).toBeNull();
    expect(handedOn(key(' '))).toMatchObject({ keyCode: 'Space', character: ' ' });
  });

  it('keeps what was held with it: a shortcut stays one, and types nothing', () => {
    expect(handedOn(key('a', { ctrl: true }))).toMatchObject({ modifiers: ['control'], character: null });
    expect(handedOn(key('ArrowLeft', { ctrl: true, shift: true }))).toMatchObject({
      keyCode: 'Left',
      modifiers: ['shift', 'control'],
      character: null,
    });
    expect(handedOn(key('F4', { alt: true }))).toMatchObject({ keyCode: 'F4', modifiers: ['alt'] });
    // Electron knows no such key.
    expect(handedOn(key('ü', { ctrl: true }))).toBeNull();
  });

  it('behind AltGr types its character', () => {
    expect(handedOn(key(']', { ctrl: true, alt: true }))).toMatchObject({ modifiers: [], character: ']' });
    expect(handedOn(key('€', { ctrl: true, alt: true }))).toEqual({ does: 'insert', text: '€' });
  });
});
