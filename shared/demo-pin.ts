/** Of everybody in the demo data, and no secret. */
export const demoPin = '7391';
