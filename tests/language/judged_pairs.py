"""Goals and biographies judged by hand: for each goal, the biography a coordinator would choose among all of these.

Written as people write, not from the aliases, so some pairs share hardly a word and are honestly hard.
"""

from typing import NamedTuple


class Judged(NamedTuple):
    goal: str
    biography: str


JUDGED = (
    Judged(
        "My eight engineers argue all the time. I want to understand complex team dynamics and have the difficult "
        "conversations I keep putting off.",
        "Director of platform engineering. For ten years I have turned quarrelling groups into teams, mostly through "
        "honest feedback and by mediating conflicts early.",
    ),
    Judged(
        "Explaining technical things to executives: I lose the room after two slides and would like to present with "
        "confidence.",
        "Head of communications, former actor. I coach public speaking and help specialists to reach non-technical "
        "audiences.",
    ),
    Judged(
        "See the broader business strategy behind our roadmap, and learn how the company earns its money.",
        "Chief operating officer; responsible for corporate strategy and the yearly budget, ran two business units.",
    ),
    Judged(
        "Our monolith holds us back. How does one win support for breaking it up, and lead such a migration?",
        "Principal architect who moved a bank from one huge legacy system to services, with patience and executive "
        "buy-in.",
    ),
    Judged(
        "I became a first-time manager in spring and still do everything myself; letting others do the work is hard.",
        "Leads a department of ninety. Talks with new managers about delegation, one-to-ones and trust.",
    ),
    Judged(
        "Outages wake us every week. I want to build an on-call culture that learns from incidents without blame.",
        "Runs site reliability for a payments firm; has written hundreds of blameless postmortems.",
    ),
    Judged(
        "As deputy of cardiology I want to cut waiting times in our outpatient clinic and run the department better.",
        "Hospital administrator, twenty years of operational improvement: theatre utilisation, patient flow, shorter "
        "waits.",
    ),
    Judged(
        "Engaging medical staff: my colleagues, surgeons above all, ignore every new protocol.",
        "Medical director emerita. Won over clinicians for three hospital mergers, believes in physician engagement.",
    ),
    Judged(
        "Make data-driven decisions about beds and staffing instead of following gut feeling.",
        "Leads hospital analytics: key figures, dashboards and evidence-based management for chiefs of service.",
    ),
    Judged(
        "Nurses leave our ward faster than we can train them. I want to keep them healthy and in post.",
        "Chief nursing officer; halved turnover with better rosters and a programme against burnout.",
    ),
    Judged(
        "Lead a department one day: what does a chief do about budgets, boards and reimbursement?",
        "Hospital chief executive, before that head of finance; knows payer contracts and board work inside out.",
    ),
    Judged(
        "Reduce medication errors on our wards and make reporting near misses normal.",
        "Patient safety officer, teaches just culture and incident reporting.",
    ),
    Judged(
        "Raise a seed round for my label and pitch to investors without shaking.",
        "Business angel and former founder; closed four rounds of venture capital and judges pitch competitions.",
    ),
    Judged(
        "Sustainable fashion: find suppliers of organic cotton that are fair and transparent, at prices we can pay.",
        "Built an apparel company with a traceable supply chain and responsible sourcing in Portugal and India.",
    ),
    Judged(
        "My business model does not carry itself: I need strategic planning and better unit economics.",
        "Consultant to small firms on business plans, pricing and value propositions.",
    ),
    Judged(
        "I know nobody in this country. Networking, first partners and the first customers are what I need.",
        "Came here as a refugee, started a company, now presides over the chamber of commerce and opens doors to "
        "partnerships.",
    ),
    Judged(
        "Grow from five to fifty people: first executives, structure, letting go as founder.",
        "Scaled a software company to 300 employees, hired its leadership team and went from founder to chairwoman.",
    ),
    Judged(
        "Sell our sensors to large companies; each deal takes a year and dies in procurement.",
        "Thirty years in enterprise sales, from cold calls to closing deals with car makers.",
    ),
)
