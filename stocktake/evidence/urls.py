"""Addresses of evidence."""

from django.urls import path

from stocktake.evidence.pages import pointing, quoting, reading

app_name = "evidence"

urlpatterns = [
    path("cases/<str:case_id>/record/", reading.record, name="record"),
    path("cases/<str:case_id>/timeline/", reading.timeline, name="timeline"),
    path("cases/<str:case_id>/read/", reading.mark, name="mark"),
    path("cases/<str:case_id>/sentences/", quoting.sentences, name="sentences"),
    path("cases/<str:case_id>/quotes/", quoting.add, name="add_quote"),
    path("cases/<str:case_id>/pointers/", pointing.add, name="add_pointer"),
    path("quotes/<str:quote_id>/", quoting.quote, name="quote"),
    path("quotes/<str:quote_id>/drop/", quoting.drop, name="drop_quote"),
    path("pointers/<str:pointer_id>/", pointing.pointer, name="pointer"),
    path("pointers/<str:pointer_id>/drop/", pointing.drop, name="drop_pointer"),
    path("account/reading/", reading.preferences, name="preferences"),
]
