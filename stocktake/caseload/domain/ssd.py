"""The Standard Safeguarding Dataset: its tables by their names, and where their rows go.

Only names are used here, so that a council's export is understood; a column bears the name it has
in the tables of a snapshot. Flags are text: the dataset also writes U and NA in them.
"""

from stocktake.caseload.domain.columns import Column, Holds, Table

ID, TEXT, DAY, AHEAD = "id", "text", "day", "ahead"
_HOLDS = {ID: Holds.ID, TEXT: Holds.TEXT, DAY: Holds.DAY, AHEAD: Holds.DAY}
# table: {our column: (heading, what it holds)}; a key ending in "!" is needed
_TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "ssd_person": {
        "child_id!": ("pers_person_id", ID), "case_ref": ("pers_legacy_id", ID),
        "sex": ("pers_sex", TEXT), "ethnicity": ("pers_ethnicity", TEXT),
        "date_of_birth": ("pers_dob", AHEAD), "expected_on": ("pers_expected_dob", AHEAD),
    },
    "ssd_family": {
        "child_id!": ("fami_person_id", ID), "household_id!": ("fami_family_id", ID),
    },
    "ssd_disability": {
        "child_id!": ("disa_person_id", ID), "disability!": ("disa_disability_code", TEXT),
    },
    "ssd_early_help_episodes": {
        "record_id": ("earl_episode_id", ID), "child_id!": ("earl_person_id", ID),
        "started_on!": ("earl_episode_start_date", DAY), "ended_on": ("earl_episode_end_date", DAY),
        "end_reason": ("earl_episode_end_reason", TEXT),
        "worker_id": ("earl_episode_worker_id", ID), "team": ("earl_episode_organisation", TEXT),
    },
    "ssd_contacts": {
        "record_id": ("cont_contact_id", ID), "child_id!": ("cont_person_id", ID),
        "received_on!": ("cont_contact_date", DAY), "source": ("cont_contact_source_code", TEXT),
    },
    "ssd_cin_episodes": {
        "record_id": ("cine_referral_id", ID), "child_id!": ("cine_person_id", ID),
        "received_on!": ("cine_referral_date", DAY),
        "source": ("cine_referral_source_code", TEXT), "nfa": ("cine_referral_nfa", TEXT),
        "need": ("cine_cin_primary_need_code", TEXT), "ended_on": ("cine_close_date", DAY),
        "end_reason": ("cine_close_reason", TEXT), "team": ("cine_referral_team", TEXT),
        "worker_id": ("cine_referral_worker_id", ID),
    },
    "ssd_cin_assessments": {
        "record_id": ("cina_assessment_id", ID), "child_id!": ("cina_person_id", ID),
        "referral_id": ("cina_referral_id", ID),
        "started_on!": ("cina_assessment_start_date", DAY),
        "authorised_on": ("cina_assessment_auth_date", DAY),
        "seen": ("cina_assessment_child_seen", TEXT), "team": ("cina_assessment_team", TEXT),
        "worker_id": ("cina_assessment_worker_id", ID),
    },
    "ssd_cin_plans": {
        "record_id": ("cinp_cin_plan_id", ID), "child_id!": ("cinp_person_id", ID),
        "started_on!": ("cinp_cin_plan_start_date", DAY),
        "ended_on": ("cinp_cin_plan_end_date", DAY), "team": ("cinp_cin_plan_team", TEXT),
        "worker_id": ("cinp_cin_plan_worker_id", ID),
    },
    "ssd_cin_visits": {
        "record_id": ("cinv_cin_visit_id", ID), "child_id!": ("cinv_person_id", ID),
        "happened_on!": ("cinv_cin_visit_date", DAY), "seen": ("cinv_cin_visit_seen", TEXT),
        "seen_alone": ("cinv_cin_visit_seen_alone", TEXT),
        "bedroom_seen": ("cinv_cin_visit_bedroom", TEXT),
    },
    "ssd_s47_enquiry": {
        "enquiry_id": ("s47e_s47_enquiry_id", ID), "child_id!": ("s47e_person_id", ID),
        "started_on!": ("s47e_s47_start_date", DAY), "ended_on": ("s47e_s47_end_date", DAY),
        "team": ("s47e_s47_completed_by_team", TEXT),
        "worker_id": ("s47e_s47_completed_by_worker_id", ID),
    },
    "ssd_initial_cp_conference": {
        "record_id": ("icpc_icpc_id", ID), "enquiry_id": ("icpc_s47_enquiry_id", ID),
        "child_id!": ("icpc_person_id", ID), "due_on": ("icpc_icpc_target_date", AHEAD),
        "held_on": ("icpc_icpc_date", AHEAD), "plan_made": ("icpc_icpc_outcome_cp_flag", TEXT),
    },
    "ssd_cp_plans": {
        "record_id": ("cppl_cp_plan_id", ID), "child_id!": ("cppl_person_id", ID),
        "started_on!": ("cppl_cp_plan_start_date", DAY),
        "ended_on": ("cppl_cp_plan_end_date", DAY),
        "category": ("cppl_cp_plan_latest_category", TEXT),
    },
    "ssd_cp_visits": {
        "record_id": ("cppv_cp_visit_id", ID), "child_id!": ("cppv_person_id", ID),
        "happened_on!": ("cppv_cp_visit_date", DAY), "seen": ("cppv_cp_visit_seen", TEXT),
        "seen_alone": ("cppv_cp_visit_seen_alone", TEXT),
        "bedroom_seen": ("cppv_cp_visit_bedroom", TEXT),
    },
    "ssd_cp_reviews": {
        "record_id": ("cppr_cp_review_id", ID), "child_id!": ("cppr_person_id", ID),
        "due_on": ("cppr_cp_review_due", AHEAD), "held_on": ("cppr_cp_review_date", DAY),
    },
    "ssd_cla_episodes": {
        "record_id": ("clae_cla_episode_id", ID), "child_id!": ("clae_person_id", ID),
        "care_id": ("clae_cla_id", ID), "started_on!": ("clae_cla_episode_start_date", DAY),
        "ended_on": ("clae_cla_episode_ceased", DAY),
        "end_reason": ("clae_cla_episode_ceased_reason", TEXT),
        "entered_on": ("clae_entered_care_date", DAY),
        "need": ("clae_cla_primary_need_code", TEXT),
        "iro_on": ("clae_cla_last_iro_contact_date", DAY),
    },
    "ssd_cla_placement": {
        "placement_id": ("clap_cla_placement_id", ID), "child_id": ("clap_person_id", ID),
        "care_id": ("clap_cla_id", ID), "started_on!": ("clap_cla_placement_start_date", DAY),
        "ended_on": ("clap_cla_placement_end_date", DAY),
        "placement_code": ("clap_cla_placement_type", TEXT),
        "provider": ("clap_cla_placement_provider", TEXT),
        "setting_id": ("clap_cla_placement_urn", ID),
    },
    "ssd_cla_reviews": {
        "record_id": ("clar_cla_review_id", ID), "child_id": ("clar_person_id", ID),
        "care_id": ("clar_cla_id", ID), "due_on": ("clar_cla_review_due_date", AHEAD),
        "held_on": ("clar_cla_review_date", DAY), "cancelled": ("clar_cla_review_cancelled", TEXT),
    },
    "ssd_cla_visits": {
        "record_id": ("clav_cla_visit_id", ID), "child_id": ("clav_person_id", ID),
        "care_id": ("clav_cla_id", ID), "happened_on!": ("clav_cla_visit_date", DAY),
        "seen": ("clav_cla_visit_seen", TEXT), "seen_alone": ("clav_cla_visit_seen_alone", TEXT),
    },
    "ssd_legal_status": {
        "record_id": ("lega_legal_status_id", ID), "child_id!": ("lega_person_id", ID),
        "legal_status!": ("lega_legal_status", TEXT),
        "started_on!": ("lega_legal_status_start_date", DAY),
        "ended_on": ("lega_legal_status_end_date", DAY),
    },
    "ssd_missing": {
        "record_id": ("miss_table_id", ID), "child_id!": ("miss_person_id", ID),
        "started_at!": ("miss_missing_episode_start_date", DAY),
        "ended_at": ("miss_missing_episode_end_date", DAY),
        "category": ("miss_missing_episode_type", TEXT),
        "interview_offered": ("miss_missing_rhi_offered", TEXT),
        "interview_accepted": ("miss_missing_rhi_accepted", TEXT),
    },
    "ssd_care_leavers": {
        "record_id": ("clea_table_id", ID), "child_id!": ("clea_person_id", ID),
        "eligibility": ("clea_care_leaver_eligibility", TEXT),
        "in_touch": ("clea_care_leaver_in_touch", TEXT),
        "happened_on": ("clea_care_leaver_latest_contact", DAY),
        "accommodation": ("clea_care_leaver_accommodation", TEXT),
        "suitability": ("clea_care_leaver_accom_suitable", TEXT),
        "activity": ("clea_care_leaver_activity", TEXT),
        "reviewed_on": ("clea_pathway_plan_review_date", DAY),
        "adviser": ("clea_care_leaver_personal_advisor", TEXT),
        "team": ("clea_care_leaver_allocated_team", TEXT),
        "worker_id": ("clea_care_leaver_worker_id", ID),
    },
    "ssd_involvements": {
        "record_id": ("invo_involvements_id", ID), "child_id!": ("invo_person_id", ID),
        "worker_id!": ("invo_professional_id", ID), "role": ("invo_professional_role_id", TEXT),
        "team": ("invo_professional_team", TEXT),
        "started_on!": ("invo_involvement_start_date", DAY),
        "ended_on": ("invo_involvement_end_date", DAY),
        "end_reason": ("invo_worker_change_reason", TEXT),
    },
    "ssd_professionals": {
        "record_id": ("prof_professional_id", ID), "worker_id!": ("prof_staff_id", ID),
        "name": ("prof_professional_name", TEXT), "role": ("prof_professional_job_title", TEXT),
        "team": ("prof_professional_department", TEXT),
    },
}  # fmt: skip
_KEYS = {"ssd_person": ("child_id",), "ssd_professionals": ("worker_id",)}
_OTHER = {
    ("ssd_cla_episodes", "ended_on"): "clae cla episode ceased date",
    ("ssd_initial_cp_conference", "enquiry_id"): "icpc s47e enquiry id",
    ("ssd_early_help_episodes", "worker_id"): "earl episode worker name",
    ("ssd_involvements", "team"): "invo involvement team",
}


def _column(table: str, name: str, heading: str, holds: str) -> Column:
    plain = name.rstrip("!")
    return Column(
        name=plain, heading=heading, about=heading, holds=_HOLDS[holds], needed=plain != name,
        may_be_ahead=holds == AHEAD, known=_OTHER.get((table, plain), ""),
    )  # fmt: skip


def _table(name: str, columns: dict[str, tuple[str, str]]) -> Table:
    made = tuple(_column(name, n, *what) for n, what in columns.items())
    names = {c.name for c in made}
    pairs = (("started_on", "ended_on"), ("received_on", "ended_on"), ("started_at", "ended_at"))
    return Table(
        name=name, title=name, about=name, columns=made, key=_KEYS.get(name, ()),
        in_order=("row",), of_open_cases=False, periods=tuple(p for p in pairs if {*p} <= names),
    )  # fmt: skip


TABLES = tuple(_table(n, c) for n, c in _TABLES.items())
CARE = ("ssd_cla_placement", "ssd_cla_reviews", "ssd_cla_visits")  # known by a period of care
# table of a snapshot -> (table of the dataset, what the dataset leaves unsaid)
GOES: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "visits": (
        ("ssd_cin_visits", {"visit_type": "CIN visit"}),
        ("ssd_cp_visits", {"visit_type": "CP visit"}),
        ("ssd_cla_visits", {"visit_type": "Looked-after visit"}),
        ("ssd_care_leavers", {"visit_type": "Leaving care visit"}),
    ),
    "reviews": (
        ("ssd_initial_cp_conference", {"review_type": "Initial child protection conference"}),
        ("ssd_cp_reviews", {"review_type": "Review child protection conference"}),
        ("ssd_cla_reviews", {"review_type": "Looked-after review"}),
    ),
    "assessments": (
        ("ssd_cin_assessments", {"assessment_type": "Child and family assessment"}),
    ),
    "plans": (
        ("ssd_cin_plans", {"plan_type": "CIN"}), ("ssd_cp_plans", {"plan_type": "CP"}),
        ("ssd_care_leavers", {"plan_type": "pathway"}),
    ),
    "contacts": (("ssd_contacts", {}),),
    "referrals": (("ssd_cin_episodes", {}),),
    "enquiries": (("ssd_s47_enquiry", {}),),
    "episodes": (
        ("ssd_early_help_episodes", {"kind": "EH"}), ("ssd_cin_episodes", {"kind": "CIN"}),
        ("ssd_cp_plans", {"kind": "CP"}), ("ssd_cla_episodes", {"kind": "CLA"}),
    ),
    "placements": (("ssd_cla_placement", {}),),
    "legal_statuses": (("ssd_legal_status", {}),),
    "missing": (("ssd_missing", {}),),
    "leavers": (("ssd_care_leavers", {}),),
    "involvements": (("ssd_involvements", {}),),
    "workers": (("ssd_professionals", {}),),
}  # fmt: skip
# Of care leavers the dataset gives only the latest of these.
LATEST = (("visits", "Leaving care visit"), ("plans", "pathway"))
