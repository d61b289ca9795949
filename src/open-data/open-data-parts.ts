import { OpenAccess } from './http/open-access.js';
import { OpenAnswers } from './http/open-answers.js';
import { KoladaAnswers } from './kolada/kolada-answers.js';
import { KoladaDataController } from './kolada/kolada-data.controller.js';
import { KoladaMetadataController } from './kolada/kolada-metadata.controller.js';
import { JsonStatController } from './json-stat/json-stat.controller.js';
import { PxWebController } from './pxweb/pxweb.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportRows } from './exports/export-rows.js';
import { OpenFiles } from './http/open-files.js';
import { PortalController } from './portal/portal.controller.js';

/** Routes and services of open data, whatever the figures come from. */
export const OPEN_DATA_CONTROLLERS = [
  KoladaMetadataController,
  KoladaDataController,
  JsonStatController,
  PxWebController,
  ExportsController,
  PortalController,
];
export const OPEN_DATA_PROVIDERS = [OpenAccess, OpenAnswers, OpenFiles, KoladaAnswers, ExportRows];
