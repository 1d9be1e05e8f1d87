import { kitchen } from './kitchen.mjs';
import { living } from './living.mjs';
import { general, technical } from './technical.mjs';

/** Every drawing by its key. */
export const drawings = { ...general, ...kitchen, ...living, ...technical };

/** Accents of goods that come in colours: the part of a picture's key behind `@`. Chosen to stand on light and dark. */
export const colours = {
  amber: '#c98a1b',
  black: '#4a5664',
  blue: '#3f7fd0',
  bordeaux: '#9c3b50',
  burgundy: '#9c3b50',
  camel: '#b98a55',
  charcoal: '#5a6470',
  copper: '#bb6a3c',
  cream: '#cdb98a',
  forest: '#3f7d57',
  graphite: '#5d6873',
  green: '#3f9a5a',
  grey: '#8a949f',
  ink: '#3c5688',
  ivory: '#c9b98f',
  lilac: '#9a7fd0',
  'moss-green': '#708a45',
  natural: '#bfa37a',
  navy: '#3b5488',
  'night-blue': '#40588f',
  oak: '#b58a52',
  ocean: '#2f8aa8',
  ochre: '#c08d2b',
  olive: '#86863f',
  plum: '#8a5a94',
  red: '#c9433c',
  rose: '#cf7f8f',
  rust: '#b5562f',
  sage: '#84997a',
  sand: '#c3a06a',
  'signal-red': '#d03a30',
  silver: '#98a4b0',
  'slate-blue': '#5e7fa6',
  smoke: '#7a858f',
  stone: '#969082',
  teal: '#2f938c',
  terracotta: '#c2663f',
  white: '#b9c4cf',
};
