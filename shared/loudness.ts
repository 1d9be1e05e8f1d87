/** How loud the station is. */
export const sounds = ['loud', 'quiet', 'silent'] as const;
export type Sound = (typeof sounds)[number];
