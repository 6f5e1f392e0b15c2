/**
 * DynamoDB's numbers: decimals of up to 38 significant digits, from 1E-130 to 9.99…E+125 in magnitude
 * (Developer Guide, "Supported data types"). Kept as `coefficient × 10^exponent`.
 */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const canonicalInteger = /^(?:0|-?[1-9]\d{0,14})$/;
const numeral = /^(-?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** The canonical text of a number. Throws `InvalidNumber`, with AWS's wording, for anything else. */
export function normaliseNumber(text: string): string {
  return canonicalInteger.test(text) ? text : format(checkRange(parse(text)));
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`; both are canonical. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (canonicalInteger.test(a) && canonicalInteger.test(b)) return Number(a) - Number(b);
  const difference = sum(parse(a), negate(parse(b))).coefficient;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addNumbers(a: string, b: string): string {
  if (canonicalInteger.test(a) && canonicalInteger.test(b)) return String(Number(a) + Number(b));
  return format(checkRange(sum(parse(a), parse(b))));
}

export function subtractNumbers(a: string, b: string): string {
  if (canonicalInteger.test(a) && canonicalInteger.test(b)) return String(Number(a) - Number(b));
  return format(checkRange(sum(parse(a), negate(parse(b)))));
}

/** Significant digits of a canonical number. */
export function countDigits(text: string): number {
  let [digits, zeros] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || (digit === 0 && digits === 0)) continue;
    zeros = digit === 0 ? zeros + 1 : 0;
    digits++;
  }
  return digits - zeros;
}

/** The text is no number, or none that DynamoDB can hold. */
export class InvalidNumber extends Error {
  override readonly name = 'InvalidNumber';
}

function parse(text: string): Decimal {
  const found = numeral.exec(text);
  if (!found) {
    const shown = text === '' ? '' : `: ${text}`;
    throw new InvalidNumber(`The parameter cannot be converted to a numeric value${shown}`);
  }
  const [, sign = '', digits = '', power = '0'] = found;
  const [whole = '', fraction = ''] = digits.split('.');
  const coefficient = BigInt(`${whole}${fraction}` || '0');
  return trim({ coefficient: sign ? -coefficient : coefficient, exponent: Number(power) - fraction.length });
}

/** Takes trailing zeros out of the coefficient, so that its length is the count of significant digits. */
function trim({ coefficient, exponent }: Decimal): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  const digits = coefficient.toString();
  const zeros = digits.length - digits.replace(/0+$/, '').length;
  return { coefficient: coefficient / 10n ** BigInt(zeros), exponent: exponent + zeros };
}

function checkRange(number: Decimal): Decimal {
  if (number.coefficient === 0n) return number;
  const digits = abs(number.coefficient).toString().length;
  const magnitude = number.exponent + digits - 1;
  if (magnitude > 125) throw new InvalidNumber(`Number overflow. ${outOfRange('larger')}`);
  if (magnitude < -130) throw new InvalidNumber(`Number underflow. ${outOfRange('smaller')}`);
  if (digits > 38) throw new InvalidNumber('Attempting to store more than 38 significant digits in a Number');
  return number;
}

function outOfRange(how: 'larger' | 'smaller'): string {
  return `Attempting to store a number with magnitude ${how} than supported range`;
}

/** Plain notation, as DynamoDB answers: no exponent, no trailing zeros after the point. */
function format({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = abs(coefficient).toString();
  if (exponent >= 0) return `${sign}${digits}${coefficient === 0n ? '' : '0'.repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

function sum(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return trim({ coefficient: scale(a, exponent) + scale(b, exponent), exponent });
}

function scale(number: Decimal, exponent: number): bigint {
  return number.coefficient * 10n ** BigInt(number.exponent - exponent);
}

function negate({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
