import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Language } from '../core/vocabulary.js';
import { Public } from '../http/actor.js';
import { InLanguage } from '../http/language.js';
import { offsetOf, pageOf, type Page } from '../http/paging.js';
import { dayOr } from './day.js';
import { PeerGroupQuery } from './dto/municipality.query.js';
import { PeerGroupPageView, peerGroupView, type PeerGroupView } from './dto/peer-group.view.js';
import { MunicipalityDirectory } from './municipality-directory.js';

@ApiTags('municipalities')
@Controller('api/v1/peer-groups')
export class PeerGroupsController {
  constructor(private readonly directory: MunicipalityDirectory) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Fixed peer groups with their members on a day' })
  @ApiOkResponse({ type: PeerGroupPageView })
  @ApiBadRequestResponse({ description: 'Unknown parameter or value' })
  async list(@Query() query: PeerGroupQuery, @InLanguage() language: Language): Promise<Page<PeerGroupView>> {
    const date = dayOr(query.on);
    const { groups, municipalities } = await this.directory.current();
    const offset = offsetOf(query);
    const items = groups
      .slice(offset, offset + query.perPage)
      .map((group) => peerGroupView(group, municipalities, { date, language }));
    return pageOf(items, groups.length, query);
  }
}
