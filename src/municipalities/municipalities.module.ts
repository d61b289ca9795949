import { Module } from '@nestjs/common';
import { MunicipalitiesController } from './municipalities.controller.js';
import { MunicipalityDirectory } from './municipality-directory.js';
import { MunicipalityRepository } from './municipality.repository.js';
import { PeerGroups } from './peer-groups/peer-groups.js';
import { PeerGroupsController } from './peer-groups.controller.js';
import { ReferenceData } from './reference/reference-data.js';

/** Municipalities with their dated versions, population and peer groups. Knows nothing of indicators or values. */
@Module({
  controllers: [MunicipalitiesController, PeerGroupsController],
  providers: [MunicipalityRepository, MunicipalityDirectory, PeerGroups, ReferenceData],
  exports: [MunicipalityDirectory, PeerGroups, ReferenceData],
})
export class MunicipalitiesModule {}
