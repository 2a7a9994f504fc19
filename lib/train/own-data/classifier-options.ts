import type { NominalEncoding, Scaling } from '../../data/preprocess';

/** What `trainClassifier` may be told. */
export interface ClassifierOptions {
  /** Equal seeds give equal results, bit for bit. Default 0. */
  readonly seed?: number | string;
  /** Random stratified 70/30 splits on which accuracies are measured, at least 2. Default 10. */
  readonly splits?: number;
  /** Folds of the cross-validation that chooses learning rate, loss ratio and number of epochs. Default 6. */
  readonly folds?: number;
  /** Most epochs, of which cross-validation chooses. Default 100 (Table 11). */
  readonly epochs?: number;
  /** Default `standardised`; densities need features of about unit scale. */
  readonly scaling?: Scaling;
  /** Default `one-hot`. */
  readonly nominal?: NominalEncoding;
  /** Whose model is kept. Default `genLabel`. */
  readonly method?: 'vanilla' | 'mixup' | 'genLabel';
  /** Whether nothing is approximated, however many rows there are (`Approximation`). Default false. */
  readonly exact?: boolean;
  /** Minutes after which no further split is begun: at least one is measured, and the model is trained. Default no limit. */
  readonly maxMinutes?: number;
  /** Called before the first fit and after every epoch of each. */
  readonly onProgress?: (progress: FitProgress) => void;
}

/** How far training is, by what its parts cost: `done / total` is the share of the time. */
export interface FitProgress {
  /** Seconds that what is done would take an undisturbed core, as estimated. */
  readonly done: number;
  /** The same of all; `done` is equal to it at the end only. */
  readonly total: number;
  /** Models that are chosen by cross-validation. */
  readonly fits: number;
}
