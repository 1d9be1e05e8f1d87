/** The station's own bench as a bin: what was picked lies there until its parcel is closed. */
export const stationLocation = (station: string): string =>
  station
    .toUpperCase()
    .replaceAll(/[^A-Z0-9._/-]/g, '-')
    .replace(/^[^A-Z0-9]+/, '')
    .slice(0, 40) || 'STATION';
