/** Version of the program that makes a run; given by whoever assembles the house. */
export class SoftwareVersion {
  constructor(readonly text: string) {}
}
