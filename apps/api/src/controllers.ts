import type { Provider, Type } from '@nestjs/common';
import { AgentsController } from './agents.controller.js';
import { EscalationController } from './escalation.controller.js';
import { EscalationPlansController } from './escalation-plans.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { WatchingController } from './watching.controller.js';
import { StatusLinksController } from './status-links.controller.js';
import { TaskPageController } from './task-page.controller.js';
import { TasksController } from './tasks.controller.js';
import { UndertakingsController } from './undertakings.controller.js';
import { BulkChangesController } from './bulk-changes.controller.js';
import { BusinessCalendarsController } from './business-calendars.controller.js';
import { ChannelsController } from './channels.controller.js';
import { CallWork } from './call-work.js';
import { CallsController } from './calls.controller.js';
import { ClocksController } from './clocks.controller.js';
import { CtiController } from './cti.controller.js';
import { CustomersController } from './customers.controller.js';
import { LiveGateway } from './live/live.gateway.js';
import { FormEmbedController } from './form-embed.controller.js';
import { FormIntakeController } from './form-intake.controller.js';
import { FormPageController } from './form-page.controller.js';
import { HealthController } from './health.controller.js';
import { MacrosController } from './macros.controller.js';
import { MailAccountsController } from './mail-accounts.controller.js';
import { MailboxCallbackController } from './mailbox-callback.controller.js';
import { MailboxSetupController } from './mailbox-setup.controller.js';
import { MailboxSignInController } from './mailbox-sign-in.controller.js';
import { MailSettingsController } from './mail-settings.controller.js';
import { MailTemplatesController } from './mail-templates.controller.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { PhoneConnectionsController } from './phone-connections.controller.js';
import { DemoController } from './demo.controller.js';
import { PhoneController } from './phone.controller.js';
import { PortalController } from './portal.controller.js';
import { QueuesController } from './queues.controller.js';
import { RegistersController } from './registers.controller.js';
import { SavedViewsController } from './saved-views.controller.js';
import { SearchController } from './search.controller.js';
import { RoutingController } from './routing.controller.js';
import { RoutingRulesController } from './routing-rules.controller.js';
import { RemoteImagesController } from './remote-images.controller.js';
import { RegulatoryTemplatesController } from './regulatory-templates.controller.js';
import { ProblemTypesController } from './problem-types.controller.js';
import { RootCausesController } from './root-causes.controller.js';
import { ReportsController } from './reports.controller.js';
import { SessionController } from './session.controller.js';
import { SlaPoliciesController } from './sla-policies.controller.js';
import { SlaPreviewController } from './sla-preview.controller.js';
import { TriggersController } from './triggers.controller.js';
import { WebFormsController } from './web-forms.controller.js';
import { WebhooksController } from './webhooks.controller.js';
import { SnippetsController } from './snippets.controller.js';
import { StandingController } from './standing.controller.js';
import { SystemHealthController } from './system-health.controller.js';
import { RolesController } from './roles.controller.js';
import { TeamsController } from './teams.controller.js';
import { TokensController } from './tokens.controller.js';
import { ArrivalNotes } from './arrival-notes.js';
import { AttachmentsController } from './attachments.controller.js';
import { IntakeController } from './intake.controller.js';
import { KnocksController } from './knocks.controller.js';
import { MessagesController } from './messages.controller.js';
import { OutboxController } from './outbox.controller.js';
import { WallboardController } from './wallboard.controller.js';
import { WorkController } from './work.controller.js';
import { TicketRoutingController } from './ticket-routing.controller.js';
import { TicketStepsController } from './ticket-steps.controller.js';
import { TicketsController } from './tickets.controller.js';

/** Every controller of the API: a new subject is a file and a line here. A route is found by trying one after the other, so that what is asked most stands first. */
export const CONTROLLERS: readonly Type<object>[] = [
  TicketsController,
  AgentsController,
  BulkChangesController,
  BusinessCalendarsController,
  ChannelsController,
  CallsController,
  ClocksController,
  CtiController,
  CustomersController,
  SavedViewsController,
  DemoController,
  SearchController,
  EscalationController,
  EscalationPlansController,
  NotificationsController,
  WatchingController,
  TaskPageController,
  PortalController,
  StatusLinksController,
  TasksController,
  UndertakingsController,
  TriggersController,
  WebFormsController,
  FormIntakeController,
  FormPageController,
  FormEmbedController,
  WebhooksController,
  HealthController,
  MacrosController,
  MailAccountsController,
  MailboxSetupController,
  MailboxSignInController,
  MailboxCallbackController,
  MailSettingsController,
  MailTemplatesController,
  PasswordResetsController,
  PhoneConnectionsController,
  PhoneController,
  QueuesController,
  RemoteImagesController,
  RegistersController,
  RoutingController,
  RoutingRulesController,
  RegulatoryTemplatesController,
  ProblemTypesController,
  RootCausesController,
  ReportsController,
  SessionController,
  SlaPoliciesController,
  SlaPreviewController,
  SnippetsController,
  StandingController,
  SystemHealthController,
  RolesController,
  TeamsController,
  TokensController,
  WallboardController,
  WorkController,
  AttachmentsController,
  IntakeController,
  KnocksController,
  MessagesController,
  OutboxController,
  TicketRoutingController,
  TicketStepsController,
];

/** Gateways and whatever else controllers ask for by class. */
export const PROVIDERS: readonly Provider[] = [LiveGateway, CallWork, ArrivalNotes];
