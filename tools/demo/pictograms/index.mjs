import { kitchen } from './kitchen.mjs';
import { living } from './living.mjs';
import { general, technical } from './technical.mjs';

/** Every drawing by its key. */
export const drawings = { ...general, ...kitchen, ...living, ...technical };

/** Accents of goods that come in colours: the part of a picture's key behind `@`. Chosen to stand on light and dark. */
export const colours = {};
