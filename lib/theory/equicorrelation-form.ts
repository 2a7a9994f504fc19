/** Z' Sigma^-1 Z by eq. (5), in O(d). */
export function quadraticForm(z: ArrayLike<number>, cd: number, tauD: number): number {
  return bilinearForm(z, z, cd, tauD);
}

/** u' Sigma^-1 v by eq. (5): c_d ((1 + tau_d) u.v - tau_d sum(u) sum(v)). */
export function bilinearForm(u: ArrayLike<number>, v: ArrayLike<number>, cd: number, tauD: number): number {
  let sumU = 0;
  let sumV = 0;
  for (let k = 0; k < u.length; k++) {
    sumU += u[k];
    sumV += v[k];
  }
  return cd * ((1 + tauD) * dot(u, v) - tauD * sumU * sumV);
}

/** u.v */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
