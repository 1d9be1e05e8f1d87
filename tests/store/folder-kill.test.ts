import { expect, it } from 'vitest';
import { bundleForNode } from '../support/bundle';
import { killWhileMovingFiles, whole } from '../support/folder-kills';
import { createRandom } from '../support/random';

it('killed while it takes files in and writes parcels out: each order once, each file once and whole', async () => {
  const program = await bundleForNode('tests/support/killable-folders.ts');
  const { kills, after } = await killWhileMovingFiles(program, createRandom(20_261_128), 80);
  expect(after).toEqual(whole);
  expect(kills).toBeGreaterThan(2);
}, 240_000);
