import { type Rational, rational } from './field';

/** An exact polynomial in theta. */
export interface ExactPolynomial {
  /** Of theta^0, theta^1, ..., each a fraction such as '-6' or '2/3'; the last is not 0. */
  readonly coefficients: readonly string[];
  /** The polynomial as mathjs reads it, such as '8 theta^2 - 6 theta + 2'. */
  readonly expression: string;
}

/** (3/2) (L1 + L2 + L3) on (0, 1/2], its derivative and the root of that. */
export interface ExactOptimum {
  readonly polynomial: ExactPolynomial;
  readonly derivative: ExactPolynomial;
  /** A fraction, such as '3/8'. */
  readonly root: string;
}

/**
 * The derivation of C.1 in exact rational arithmetic, once with L3 as the paper's last line has it,
 * 2 int_{1/2}^{1/2 + theta} (1 - (2 lambda - 1) / (2 theta))^2 dlambda (`printed`), and once with L3 = int ||y - yhat||^2
 * dlambda (`integral`).
 *
 * Nothing is taken from the results: the integrals over lambda are evaluated exactly at five rational theta, and the
 * polynomial of degree 4 through (3/2) (L1 + L2 + L3) is found; that theta^3 and theta^4 drop out is part of the result.
 */
export function exactDerivation(): { readonly printed: ExactOptimum; readonly integral: ExactOptimum } {
  const thetas = [1, 2, 3, 4, 5].map((k) => rational(`${k}/10`));
  const optimum = (lossThree: (theta: Rational) => Rational) => {
    const losses = thetas.map((theta) => lossTwo(theta).mul(2).add(lossThree(theta)).mul('3/2'));
    return exactOptimum(interpolate(thetas, losses));
  };
  return {
    printed: optimum((theta) => upperHalf(theta).mul(2)),
    // ||y - yhat||^2 is (1 - f)^2 twice, and lambda runs over both halves.
    integral: optimum((theta) => upperHalf(theta).add(lowerHalf(theta)).mul(2)),
  };
}

/** L2 (equal to L1): y = (lambda, 1 - lambda), x = lambda, f = x / (2 theta) up to x = 2 theta. */
function lossTwo(theta: Rational): Rational {
  const kink = theta.mul(2);
  const zero = rational(0);
  const below = integralOfSquare(zero, rational(1).sub(rational(1).div(kink)), zero, kink);
  const above = integralOfSquare(rational(-1), rational(1), kink, rational(1));
  return below.add(above).mul(2);
}

/** Integral of (1 - f)^2 over 1/2 <= lambda <= 1/2 + theta, where f = (2 lambda - 1) / (2 theta). */
function upperHalf(theta: Rational): Rational {
  const half = rational('1/2');
  const slope = rational(-1).div(theta);
  return integralOfSquare(rational(1).sub(slope.mul(half)), slope, half, half.add(theta));
}

/** Integral of (1 - f)^2 over 1/2 - theta <= lambda <= 1/2, where f = (1 - 2 lambda) / (2 theta). */
function lowerHalf(theta: Rational): Rational {
  const half = rational('1/2');
  const slope = rational(1).div(theta);
  return integralOfSquare(rational(1).sub(slope.mul(half)), slope, half.sub(theta), half);
}

/** Integral of (p + q lambda)^2 over [a, b]. */
function integralOfSquare(p: Rational, q: Rational, a: Rational, b: Rational): Rational {
  const antiderivative = (x: Rational) =>
    p.mul(p).mul(x).add(p.mul(q).mul(x).mul(x)).add(q.mul(q).mul(x).mul(x).mul(x).div(3));
  return antiderivative(b).sub(antiderivative(a));
}

/** Coefficients, ascending, of the polynomial through the points, by Newton's divided differences. */
function interpolate(x: readonly Rational[], y: readonly Rational[]): Rational[] {
  const differences = [...y];
  for (let order = 1; order < x.length; order++) {
    for (let i = x.length - 1; i >= order; i--) {
      differences[i] = differences[i].sub(differences[i - 1]).div(x[i].sub(x[i - order]));
    }
  }
  // Horner's scheme: p <- p (theta - x_i) + difference_i.
  let coefficients: Rational[] = [];
  for (let i = x.length - 1; i >= 0; i--) {
    const shifted = [rational(0), ...coefficients];
    coefficients.forEach((c, k) => {
      shifted[k] = shifted[k].sub(c.mul(x[i]));
    });
    shifted[0] = shifted[0].add(differences[i]);
    coefficients = shifted;
  }
  return coefficients;
}

function exactOptimum(coefficients: readonly Rational[]): ExactOptimum {
  const derivative = coefficients.slice(1).map((c, k) => c.mul(k + 1));
  const [constant, slope] = derivative;
  return {
    polynomial: describe(coefficients),
    derivative: describe(derivative),
    root: rational(0).sub(constant).div(slope).toFraction(),
  };
}

function describe(coefficients: readonly Rational[]): ExactPolynomial {
  const texts = coefficients.map((c) => c.toFraction());
  while (texts.at(-1) === '0') texts.pop();
  const terms = texts.map((text, k) => `${text}${['', ' theta'][k] ?? ` theta^${k}`}`).reverse();
  return { coefficients: texts, expression: terms.join(' + ').replaceAll('+ -', '- ') };
}
