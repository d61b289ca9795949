import { Injectable } from '@nestjs/common';
import { Municipalities } from './municipalities.js';
import type { Municipality } from './municipality.js';
import { MunicipalityRepository } from './municipality.repository.js';
import type { FixedGroup } from './peer-groups/fixed-groups.js';

/** One state of the reference data. */
export interface DirectoryState {
  readonly version: string;
  readonly municipalities: Municipalities;
  readonly groups: readonly FixedGroup[];
}

/** How long a state is used before it is asked whether another process has loaded a newer one. */
const TRUSTED_FOR_MS = 2000;

/** All municipalities from memory. Whoever asks several questions takes one `snapshot()` and asks that. */
@Injectable()
export class MunicipalityDirectory {
  private state: Promise<DirectoryState> | undefined;
  private checkedAt = 0;

  constructor(private readonly repository: MunicipalityRepository) {}

  /** The municipalities as of now; the same object until the reference data change. */
  async snapshot(): Promise<Municipalities> {
    return (await this.current()).municipalities;
  }

  /** Municipalities and fixed peer groups of the same state of the reference data. */
  async current(): Promise<DirectoryState> {
    const now = Date.now();
    if (this.state !== undefined && now - this.checkedAt < TRUSTED_FOR_MS) return this.state;
    this.checkedAt = now;
    const previous = this.state;
    const next = this.renewed(previous);
    this.state = next;
    try {
      return await next;
    } catch (error) {
      if (this.state === next) this.state = undefined;
      throw error;
    }
  }

  async all(): Promise<readonly Municipality[]> {
    return (await this.snapshot()).all();
  }

  async byAtvk(atvk: string): Promise<Municipality | undefined> {
    return (await this.snapshot()).byAtvk(atvk);
  }

  async byName(name: string, on?: string): Promise<Municipality | undefined> {
    return (await this.snapshot()).byName(name, on);
  }

  async validOn(date: string): Promise<readonly Municipality[]> {
    return (await this.snapshot()).validOn(date);
  }

  async unitOrder(): Promise<readonly Municipality[]> {
    return (await this.snapshot()).unitOrder();
  }

  /** To be called after the reference data were changed. */
  forget(): void {
    this.state = undefined;
  }

  private async renewed(previous: Promise<DirectoryState> | undefined): Promise<DirectoryState> {
    const version = await this.repository.version();
    const known = await previous?.catch(() => undefined);
    if (known?.version === version) return known;
    const [facts, groups] = await Promise.all([this.repository.facts(), this.repository.fixedGroups()]);
    return { version, municipalities: new Municipalities(facts), groups };
  }
}
