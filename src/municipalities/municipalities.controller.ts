import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Language } from '../core/vocabulary.js';
import { Public } from '../http/actor.js';
import { InLanguage } from '../http/language.js';
import { offsetOf, pageOf, type Page } from '../http/paging.js';
import { notFound } from '../http/problem.js';
import { dayOr } from './day.js';
import { DayQuery, MunicipalityQuery, PeersQuery } from './dto/municipality.query.js';
import {
  municipalityDetailView,
  MunicipalityDetailView,
  MunicipalityPageView,
  municipalityView,
  type MunicipalityView,
} from './dto/municipality.view.js';
import { NearestPeersView, nearestPeersView } from './dto/peer-group.view.js';
import { peersRequest } from './dto/peers-request.js';
import { MunicipalityDirectory } from './municipality-directory.js';
import { membersOn } from './peer-groups/fixed-groups.js';
import { PeerGroups } from './peer-groups/peer-groups.js';

function noMunicipality(atvk: string): never {
  throw notFound(
    { lv: `Pašvaldības ar kodu “${atvk}” nav.`, en: `There is no municipality with the code “${atvk}”.` },
    'municipality_not_found',
  );
}

@ApiTags('municipalities')
@Controller('api/v1/municipalities')
export class MunicipalitiesController {
  constructor(
    private readonly directory: MunicipalityDirectory,
    private readonly peerGroups: PeerGroups,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Municipalities that exist on a day, by Latvian name' })
  @ApiOkResponse({ type: MunicipalityPageView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or value' })
  async list(@Query() query: MunicipalityQuery, @InLanguage() language: Language): Promise<Page<MunicipalityView>> {
    const date = dayOr(query.on);
    const municipalities = await this.directory.snapshot();
    const units = municipalities
      .matching(municipalities.validOn(date), query.q ?? '')
      .filter(({ kind }) => query.kind === undefined || kind === query.kind)
      .filter(({ region }) => query.region === undefined || region === query.region);
    const offset = offsetOf(query);
    const items = units
      .slice(offset, offset + query.perPage)
      .map((unit) => municipalityView(unit, municipalities, { date, language }));
    return pageOf(items, units.length, query);
  }

  @Get(':atvk')
  @Public()
  @ApiOperation({ summary: 'One municipality with predecessors, successors and population' })
  @ApiOkResponse({ type: MunicipalityDetailView })
  @ApiNotFoundResponse({ description: 'No municipality has, or had, this code' })
  async one(
    @Param('atvk') atvk: string,
    @Query() query: DayQuery,
    @InLanguage() language: Language,
  ): Promise<MunicipalityDetailView> {
    const date = dayOr(query.on);
    const { municipalities, groups } = await this.directory.current();
    const unit = municipalities.byAtvk(atvk) ?? noMunicipality(atvk);
    const memberOf = groups.filter((group) => membersOn(group, date).includes(unit.id)).map(({ code }) => code);
    return municipalityDetailView(unit, municipalities, { date, language, peerGroups: memberOf });
  }

  @Get(':atvk/peers')
  @Public()
  @ApiOperation({ summary: 'Nearest neighbours with their distances, the variables and the weights' })
  @ApiOkResponse({ type: NearestPeersView })
  @ApiBadRequestResponse({ description: 'Unknown variable, or weights that do not fit' })
  @ApiNotFoundResponse({ description: 'No municipality has this code on the day' })
  async peers(
    @Param('atvk') atvk: string,
    @Query() query: PeersQuery,
    @InLanguage() language: Language,
  ): Promise<NearestPeersView> {
    const date = dayOr(query.on);
    const request = peersRequest(query);
    const result = (await this.peerGroups.nearest(atvk, date, request)) ?? noMunicipality(atvk);
    const usual = query.variables === undefined && query.weights === undefined;
    const code = `nearest-${atvk}${query.k === undefined ? '' : `-k${query.k}`}`;
    return nearestPeersView(result, usual ? code : null, { date, language });
  }
}
