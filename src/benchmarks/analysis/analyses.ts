import { Injectable } from '@nestjs/common';
import type { Actor } from '../../http/actor.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { noMunicipality, Questions, type FigureQuestion } from '../figures/questions.js';
import { ServiceCostAnalysis, type ServiceCosts } from './service-costs.js';
import { SmallNumberAnalysis, type SmallNumbers } from './small-numbers.js';
import { SupportIndexAnalysis, type SupportIndexAnswer } from './support-index-analysis.js';

/** The analyses there are. */
@Injectable()
export class AnalysisKinds {
  constructor(
    readonly index: SupportIndexAnalysis,
    readonly costs: ServiceCostAnalysis,
    readonly smallNumbers: SmallNumberAnalysis,
  ) {}
}

/** What goes beyond one score: each answer from the same figures, under the same rules of disclosure. */
@Injectable()
export class Analyses {
  constructor(
    private readonly questions: Questions,
    private readonly directory: MunicipalityDirectory,
    private readonly kinds: AnalysisKinds,
  ) {}

  /** @throws Problem 404, 422 */
  async supportIndex(atvk: string, question: FigureQuestion, actor: Actor | null): Promise<SupportIndexAnswer> {
    return this.kinds.index.answer(await this.municipality(atvk), question, actor);
  }

  /** Compared with the seven most similar unless told otherwise. @throws Problem 404, 422 */
  async costs(atvk: string, question: FigureQuestion, actor: Actor | null): Promise<ServiceCosts> {
    const municipality = await this.municipality(atvk);
    const peerGroup = question.peerGroup ?? `nearest-${atvk}`;
    const place = await this.questions.aboutPeriod({ ...question, peerGroup }, actor);
    return this.kinds.costs.costs(place, municipality);
  }

  /** @throws Problem 404, 422 */
  async smallNumbers(indicator: string, question: FigureQuestion, actor: Actor | null): Promise<SmallNumbers> {
    return this.kinds.smallNumbers.rates(await this.questions.aboutCell(indicator, question, actor));
  }

  private async municipality(atvk: string): Promise<Municipality> {
    const municipality = await this.directory.byAtvk(atvk);
    if (municipality === undefined) throw noMunicipality(atvk);
    return municipality;
  }
}
