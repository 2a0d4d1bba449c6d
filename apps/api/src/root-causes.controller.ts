import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from './allow.js';
import { CauseTreeRoutes } from './cause-trees.js';

/** Why complaints happen. */
@ApiTags('quality')
@Controller('root-causes')
@Allow({ roles: ['admin', 'quality'], scope: 'quality:write' })
export class RootCausesController extends CauseTreeRoutes {
  protected readonly tree = 'rootCause';
}
