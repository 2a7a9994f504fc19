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
  /** Called before the first fit and after each. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}
