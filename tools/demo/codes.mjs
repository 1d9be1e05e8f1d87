// Barcodes of the demo: GTINs in the range 952, which GS1 keeps for examples.

/** GS1 General Specifications 7.9: weights 3 and 1 from the right. */
const checkDigit = (digits) => {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
};

const withCheck = (digits) => `${digits}${checkDigit(digits)}`;

/** GTIN-13 of one piece. @param {string} company four digits behind 952 @param {number} reference up to five digits */
export const pieceGtin = (company, reference) => withCheck(`952${company}${String(reference).padStart(5, '0')}`);

/** GTIN-14 of a case of such pieces: the indicator in front, and a check digit of its own. */
export const caseGtin = (gtin, indicator = 1) => withCheck(`${indicator}${gtin.slice(0, -1)}`);
